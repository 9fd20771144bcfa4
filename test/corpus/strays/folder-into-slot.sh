mkdir currently-executing/folder-into-slot
