printf '#!/bin/sh\n%s\n' "$COUNT" >$OUT/script
chmod 755 $OUT/script
mv $OUT/script wait-q/script-with-shebang
