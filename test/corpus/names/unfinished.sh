for name in .x '#x#' 'x~' x.tmp x.TEMP x.part x.partial x.swp x.swx x.filepart x.crdownload x.download .x.AbC123; do
	counted | drop "wait-q/$name"
done
