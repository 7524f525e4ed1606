export type WindowName = 'hann' | 'hamming';

/**
 * A window of `length` numbers, as SciPy's `get_window`.
 *
 * @param periodic for spectra (`fftbins=True`): one period of the cosine; else both ends are alike
 */
export function windowOf(name: WindowName, length: number, periodic: boolean): Float64Array {
  const [base, swing] = name === 'hann' ? [0.5, 0.5] : [0.54, 0.46];
  const period = periodic ? length : length - 1;
  return Float64Array.from({ length }, (_, i) => (length === 1 ? 1 : base - swing * Math.cos((2 * Math.PI * i) / period)));
}
