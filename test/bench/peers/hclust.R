# dist and hclust of the rows of a matrix: seconds of each repeat, and how far our tree is from R's.
arguments <- commandArgs(TRUE)
items <- as.integer(arguments[1])
values <- as.integer(arguments[2])
repeats <- as.integer(arguments[3])
numbers <- readBin(arguments[4], "double", items * values)
merges <- readBin(arguments[5], "integer", 2 * (items - 1))
heights <- readBin(arguments[6], "double", items - 1)
x <- t(matrix(numbers, values, items))
invisible(hclust(dist(x[1:300, ]), "complete"))
seconds <- sapply(seq_len(repeats), function(k) {
  system.time(tree <<- hclust(dist(x), "complete"))[["elapsed"]]
})
cat(sprintf(
  '{"seconds":[%s],"same_merges":%s,"height_difference":%.3g}\n',
  paste(format(seconds, digits = 6), collapse = ","),
  if (identical(as.vector(t(tree$merge)), merges)) "true" else "false",
  max(abs(tree$height - heights) / max(tree$height))
))
