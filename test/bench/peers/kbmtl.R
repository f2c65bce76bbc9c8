# The authors' kernelized Bayesian multitask learning (folder given) on a kernel and responses in binary files: their
# starting values, which come from the seed in this order, their predictions, and the seconds of one
# training, by the clock and of the processor.
arguments <- commandArgs(TRUE)
code <- arguments[1]
folder <- arguments[2]
sizes <- as.integer(arguments[3:7])
n <- sizes[1]
held <- sizes[2]
tasks <- sizes[3]
dimensions <- sizes[4]
sweeps <- sizes[5]
read <- function(name, rows, columns) {
  matrix(readBin(file.path(folder, name), "double", rows * columns), rows, columns)
}
write <- function(values, name) writeBin(as.vector(values), file.path(folder, name))
for (step in c("train", "test")) {
  source(file.path(code, sprintf("kbmtl_semisupervised_regression_variational_%s.R", step)))
}
parameters <- list(
  alpha_lambda = 1, beta_lambda = 1, alpha_epsilon = 1, beta_epsilon = 1,
  iteration = sweeps, R = dimensions, seed = 1606, sigma_h = 0.1, sigma_w = 1
)
kernel <- read("kernel.bin", n, n)
responses <- read("responses.bin", n, tasks)
responses[is.nan(responses)] <- NA
set.seed(parameters$seed)
write(rnorm(n * dimensions), "projection.bin")
write(rnorm(dimensions * n), "latent.bin")
write(rnorm(dimensions * tasks), "weights.bin")
times <- system.time(
  state <- kbmtl_semisupervised_regression_variational_train(kernel, responses, parameters)
)
prediction <- kbmtl_semisupervised_regression_variational_test(read("held-kernel.bin", n, held), state)
write(prediction$Y$mu, "predictions.bin")
cat(sprintf(
  '{"seconds":%.6g,"processor_s":%.6g}\n',
  times[["elapsed"]], times[["user.self"]] + times[["sys.self"]]
))
