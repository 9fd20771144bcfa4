printf 'half' | drop "currently-executing/$(printf 'slot\377')"
