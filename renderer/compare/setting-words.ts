import type { Json } from '../../shared/json';

/** Names of settings as people say them. What is missing here is called as its field. */
const NAMES: { readonly [path: string]: string } = {
  'training.batch_size': 'batch size',
  'training.learning_rate': 'learning rate',
  'training.clip_norm': 'gradients clipped at norm',
  'training.early_stopping': 'early stop',
  'training.early_stopping.patience': 'early stop after epochs',
  'training.class_weight': 'class weights',
  'training.use_ema': 'averaged weights',
  'training.ema_momentum': 'momentum of averaged weights',
  'training.ema_overwrite_frequency': 'averaged weights overwrite after updates',
  'training.engine': 'engine asked for',
  'training.step': 'training step',
  'training.xla': 'XLA',
  'data.path': 'place',
  'data.fingerprint': 'content (fingerprint)',
  'data.read': 'reader',
  'data.read.names': 'names of the labels',
  'data.split.validation': 'part for validation',
  'data.split.test': 'part held out',
  'data.split.seed': 'seed of the split',
  'machine.engine': 'engine',
  'machine.engine.name': 'engine',
  'machine.engine.device': 'device',
  'machine.engine.version': 'version of the engine',
  'machine.engine.step': 'training step',
  'machine.engine.xla': 'XLA',
  'machine.engine.precision': 'precision',
  'machine.engine.threads': 'threads',
  'machine.app.version': 'Attention Studio',
  'machine.app.node': 'Node.js',
  'machine.app.platform': 'system',
};

const ENGINES: { readonly [name: string]: string } = { tensorflow: 'TensorFlow', webgpu: 'WebGPU', cpu: 'JavaScript', auto: 'the fastest' };

/** @param part what the setting belongs to; @param path the names of the fields on the way to it */
export function settingName(part: 'training' | 'data' | 'machine', path: readonly string[]): string {
  const known = NAMES[[part, ...path].join('.')];
  if (known !== undefined) return known;
  const inside = part === 'data' && path[0] === 'read' ? path.slice(1) : path;
  return inside.map((name) => name.replaceAll('_', ' ')).join(' › ');
}

/** Longer lists are counted, not told. */
const MOST_ITEMS = 12;

/** A value in a line; `undefined`: there is none. */
export function valueWords(value: Json | undefined, inside = false): string {
  if (value === undefined) return '–';
  if (value === null) return 'none';
  if (typeof value === 'string') return value === '' ? 'empty' : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) {
    const items = value.slice(0, MOST_ITEMS).map((item) => valueWords(item, true));
    const more = value.length - items.length;
    return items.length === 0 ? 'none' : `${items.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  }
  const { name, reader, ...rest } = value as { readonly [key: string]: Json };
  const head = typeof name === 'string' ? name : typeof reader === 'string' ? reader : null;
  const fields = Object.entries(rest).map(([key, field]) => `${key} ${valueWords(field, true)}`);
  if (head === null) return inside ? `(${fields.join(', ')})` : fields.join(', ') || 'none';
  return fields.length === 0 ? head : `${head} (${fields.join(', ')})`;
}

/** The value of a setting in words: engines by their names, a fingerprint by its first figures. */
export function settingWords(part: 'training' | 'data' | 'machine', path: readonly string[], value: Json | undefined): string {
  const place = [part, ...path].join('.');
  if (typeof value === 'string' && (place === 'training.engine' || place === 'machine.engine.name')) return ENGINES[value] ?? value;
  if (typeof value === 'string' && place === 'data.fingerprint') return value.slice(0, 10);
  if (typeof value === 'string' && place === 'data.path' && value.startsWith('resource:')) return `${value.slice(9)}, of the application`;
  return valueWords(value);
}
