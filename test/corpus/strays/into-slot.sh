counted | drop currently-executing/into-slot
