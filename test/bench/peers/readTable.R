# Reads a table of numbers by data.table's fread on one thread: seconds of each repeat.
arguments <- commandArgs(TRUE)
path <- arguments[1]
columns <- as.integer(arguments[2])
repeats <- as.integer(arguments[3])
data.table::setDTthreads(1)
seconds <- sapply(seq_len(repeats), function(k) {
  taken <- system.time(table <- data.table::fread(path, sep = "\t", showProgress = FALSE))[["elapsed"]]
  if (ncol(table) != columns + 1L) stop("unexpected count of columns")
  taken
})
cat(sprintf('{"seconds":[%s]}\n', paste(format(seconds, digits = 6), collapse = ",")))
