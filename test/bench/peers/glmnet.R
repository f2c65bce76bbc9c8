# Elastic-net paths by glmnet on the panel of a folder, one response after another, on one thread.
# glmnet weighs the L2 part by 1/sd(y): on responses divided by their standard deviation (divisor n) and a standardised
# design its objective is 1/(2n) |y - b - Xw|^2 + lambda [(1-alpha)/2 |w|^2 + alpha |w|_1].
suppressMessages(library(glmnet))
arguments <- commandArgs(TRUE)
folder <- arguments[1]
n <- as.integer(arguments[2])
p <- as.integer(arguments[3])
tasks <- as.integer(arguments[4])
drugs <- as.integer(strsplit(arguments[5], ",")[[1]]) + 1L
places <- as.integer(strsplit(arguments[6], ",")[[1]])
alpha <- as.numeric(arguments[7])
lambda_count <- as.integer(arguments[8])
stride <- as.integer(arguments[9])
repeats <- as.integer(arguments[10])

numbers <- function(name) {
  path <- file.path(folder, name)
  readBin(path, "double", file.size(path) / 8)
}
features <- matrix(numbers("features.f64"), n, p)
responses <- matrix(numbers("responses.f64"), n, tasks)
lambdas <- matrix(numbers("lambdas.f64"), lambda_count)

deviation <- function(values) sqrt(mean((values - mean(values))^2))
standardise <- function(x) {
  x <- sweep(x, 2, colMeans(x))
  deviations <- sqrt(colMeans(x^2))
  sweep(x, 2, ifelse(deviations > 0, deviations, 1), "/")
}

output <- file(file.path(folder, "fits-peer.f64"), "wb")
seconds <- numeric(0)
rows <- integer(0)
for (index in seq_along(drugs)) {
  y <- responses[, drugs[index]]
  observed <- which(!is.na(y))
  if (!identical(observed, rows)) {
    rows <- observed
    x <- standardise(features[rows, , drop = FALSE])
  }
  y <- (y[rows] - mean(y[rows])) / deviation(y[rows])
  path <- function() {
    glmnet(x, y, alpha = alpha, lambda = lambdas[, places[index] + 1L], standardize = FALSE)
  }
  if (index == 1L) path() # warm-up
  for (repeat_number in seq_len(repeats)) {
    gc(FALSE)
    seconds <- c(seconds, system.time(fit <- path(), gcFirst = FALSE)[["elapsed"]])
  }
  if (length(fit$lambda) != lambda_count) stop("glmnet ended its path early")
  for (k in seq(stride, lambda_count, by = stride)) {
    weights <- fit$beta[, k]
    chosen <- which(weights != 0)
    writeBin(c(length(chosen), fit$a0[[k]], chosen - 1, weights[chosen]), output)
  }
}
close(output)
cat(sprintf('{"seconds":[%s]}\n', paste(format(seconds, digits = 6), collapse = ",")))
