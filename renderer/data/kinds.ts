import type { InputFacts, InputFactsOf } from '../../shared/graph/facts';
import type { FeedKind } from '../../shared/graph/feeds/kinds';
import type { JsonObject } from '../../shared/json';

interface InputKind<K extends FeedKind> {
  /** The node type through which it enters a graph. */
  readonly node: string;
  /** What is counted while it trains. */
  readonly perSecond: string;
  /** What a new node takes over from the data. */
  params?(facts: InputFactsOf<K>): JsonObject;
}

type Kinds = { readonly [K in FeedKind]: InputKind<K> };

/** Longest side of a picture that a new node asks for: trains on any machine. */
const LARGEST = 96;

const KINDS: Kinds = {
  image: {
    node: 'ImageInput',
    perSecond: 'images a second',
    params: ({ height, width, channels }) => {
      // Pictures of a camera are brought to a size that trains on any machine.
      const shrink = Math.min(1, LARGEST / Math.max(height, width));
      const size = [height, width].map((side) => Math.max(1, Math.round(side * shrink)));
      return { size, color_mode: channels === 1 ? 'grayscale' : 'rgb' };
    },
  },
  text: { node: 'TextInput', perSecond: 'texts a second' },
  table: { node: 'TableInput', perSecond: 'rows a second' },
  ids: { node: 'SequenceInput', perSecond: 'sequences a second' },
  audio: { node: 'AudioInput', perSecond: 'sounds a second' },
};

function paramsOf<K extends FeedKind>(kind: K, facts: InputFactsOf<K>): JsonObject {
  return KINDS[kind].params?.(facts) ?? {};
}

/** What a new input node takes over from the data. */
export function startingInput(facts: InputFacts): { readonly kind: string; readonly params: JsonObject } {
  // The kind is that of the facts: the function that it names takes them.
  return { kind: KINDS[facts.kind].node, params: paramsOf<FeedKind>(facts.kind, facts as InputFactsOf<FeedKind>) };
}

/** The kind of input that a node type lets in; null: it is none. */
export function kindOfNode(node: string): FeedKind | null {
  const kinds: readonly FeedKind[] = ['image', 'text', 'table', 'ids', 'audio'];
  return kinds.find((kind) => KINDS[kind].node === node) ?? null;
}

/** `images a second`; of samples with several parts, or where nothing is known, samples. */
export function samplesASecond(inputs: readonly InputFacts[]): string {
  const [only, ...others] = inputs;
  return only && others.length === 0 ? KINDS[only.kind].perSecond : 'samples a second';
}
