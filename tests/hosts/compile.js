/** Runs a compiler of webpack's kind; what it warns of is a failure too. */
export const compile = (bundler, options) =>
  new Promise((resolve, reject) => {
    bundler(options, (error, stats) => {
      if (error) reject(error);
      else if (stats.hasErrors() || stats.hasWarnings()) reject(new Error(stats.toString({ all: false, errors: true, warnings: true })));
      else resolve();
    });
  });
