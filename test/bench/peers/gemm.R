# Products of square matrices by R: seconds of each repeat. R has no single precision.
arguments <- commandArgs(TRUE)
operation <- arguments[1]
size <- as.integer(arguments[2])
repeats <- as.integer(arguments[3])
set.seed(1)
a <- matrix(runif(size^2) - 0.5, size)
b <- matrix(runif(size^2) - 0.5, size)
multiply <- function() if (operation == "f64-syrk") tcrossprod(a) else a %*% b
invisible(multiply())
seconds <- sapply(seq_len(repeats), function(k) system.time(multiply())[["elapsed"]])
cat(sprintf('{"seconds":[%s]}\n', paste(format(seconds, digits = 6), collapse = ",")))
