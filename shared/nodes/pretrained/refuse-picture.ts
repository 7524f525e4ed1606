import { type Inference, type NodeFix, refuse } from '../../graph/define-node';
import { formatShape, type ValueSpec } from '../../graph/spec';

/** Brings pictures to another size. */
export function resizeTo(height: number, width: number, port: string): NodeFix {
  return {
    type: 'insert',
    title: `Insert Resizing to ${height} × ${width}`,
    port,
    kind: 'Resizing',
    params: { size: [height, width] },
    input: 'input',
    output: 'output',
  };
}

/** What keeps a picture from a model that was trained on colours; null: nothing. `title`: of the node. */
export function refusePicture(x: ValueSpec, title: string): Inference | null {
  const [, height, width, channels] = x.shape;
  if (x.shape.length !== 4 || typeof height !== 'number' || typeof width !== 'number') {
    return refuse(`${title} needs pictures of a known size.`, {
      port: 'input',
      expected: 'height × width × 3',
      received: formatShape(x.shape),
    });
  }
  if (channels === 3) return null;
  const coloured: NodeFix | null =
    channels === 1 && x.carries === 'image' && x.axis?.kind === 'grid'
      ? { type: 'set', title: 'Read the pictures in colour', node: x.axis.input, param: 'color_mode', value: 'rgb' }
      : null;
  return refuse(`${title} was made for pictures in colour: three channels.`, {
    port: 'input',
    expected: `${height} × ${width} × 3`,
    received: formatShape(x.shape),
    fix: coloured,
  });
}
