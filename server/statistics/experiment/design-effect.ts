/**
 * How many times the variance is that of independent units, if units come in clusters (visitors in stores) and the
 * clusters are randomised: 1 + ((1 + cv^2) m - 1) icc.
 *
 * @param meanClusterSize units per cluster, m, at least 1
 * @param variation coefficient of variation of the cluster sizes, at least 0
 * @param intraclassCorrelation of two units of one cluster, in [0, 1]
 * @see Eldridge, Ashby & Kerry, "Sample size for cluster randomized trials: effect of coefficient of variation of
 *      cluster size", International Journal of Epidemiology 35(5), 2006
 */
export const designEffect = (meanClusterSize: number, variation: number, intraclassCorrelation: number) =>
  1 + ((1 + variation ** 2) * meanClusterSize - 1) * intraclassCorrelation;
