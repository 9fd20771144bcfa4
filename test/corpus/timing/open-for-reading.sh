quiet "COMMAND :: $COUNT" >wait-q/open-for-reading
exec 3<wait-q/open-for-reading
there done-q/open-for-reading
exec 3<&-
