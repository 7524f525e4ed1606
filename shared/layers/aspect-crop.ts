/** The middle part of a picture that has the form of another size: Keras's rule, roundings included. */
export function aspectCrop(
  [height, width]: readonly [number, number],
  [toHeight, toWidth]: readonly [number, number],
): { readonly top: number; readonly left: number; readonly height: number; readonly width: number } {
  const kept = {
    height: Math.max(1, Math.min(height, Math.trunc(Math.fround(width * toHeight) / toWidth))),
    width: Math.max(1, Math.min(width, Math.trunc(Math.fround(height * toWidth) / toHeight))),
  };
  return { top: Math.trunc((height - kept.height) / 2), left: Math.trunc((width - kept.width) / 2), ...kept };
}
