printf '#!/bin/sh\n%s\n' "$COUNT" >incoming/script
chmod 755 incoming/script
mv incoming/script wait-q/script-with-shebang
