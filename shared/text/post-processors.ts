import { asList, asPart, badPart, onlyKeys, type Part, text, unknownPart } from './read-part';

/** Puts special tokens around the ids of a text: `[CLS] … [SEP]`. */
export type PostProcessor = (ids: readonly number[]) => readonly number[];

const KNOWN = 'TemplateProcessing, BertProcessing, RobertaProcessing, ByteLevel, Sequence';

/** @throws StudioError that names what is not known */
export function readPostProcessor(value: unknown, place: string): PostProcessor {
  if (value === null || value === undefined) return (ids) => ids;
  const part = asPart(value, place);
  const type = text(part, 'type', place);
  switch (type) {
    case 'TemplateProcessing':
      return template(part, place);
    case 'BertProcessing':
    case 'RobertaProcessing': {
      onlyKeys(part, place, ['sep', 'cls', 'trim_offsets', 'add_prefix_space']);
      const [first, last] = [idOfPair(part.cls, `${place}.cls`), idOfPair(part.sep, `${place}.sep`)];
      return (ids) => [first, ...ids, last];
    }
    case 'ByteLevel':
      // It moves places in the text only.
      return (ids) => ids;
    case 'Sequence': {
      onlyKeys(part, place, ['processors']);
      const list = asList(part.processors, `${place}.processors`);
      const all = list.map((one, at) => readPostProcessor(one, `${place}.processors[${at}]`));
      return (ids) => all.reduce((done, process) => process(done), ids);
    }
    default:
      throw unknownPart('a post-processor', type, KNOWN);
  }
}

/** `["[SEP]", 102]`. */
function idOfPair(value: unknown, place: string): number {
  const [, id] = asList(value, place);
  if (typeof id !== 'number') throw badPart(place, 'a token with its id', value);
  return id;
}

function template(part: Part, place: string): PostProcessor {
  // `pair` is for two texts at once, which one input never is.
  onlyKeys(part, place, ['single', 'pair', 'special_tokens']);
  const special = asPart(part.special_tokens ?? {}, `${place}.special_tokens`);
  const parts = asList(part.single, `${place}.single`).map((each, at) => {
    const here = `${place}.single[${at}]`;
    const item = asPart(each, here);
    if (item.Sequence) return null;
    const name = text(asPart(item.SpecialToken, `${here}.SpecialToken`), 'id', here);
    const token = asPart(special[name], `${place}.special_tokens.${name}`);
    return asList(token.ids, `${place}.special_tokens.${name}.ids`).map((id) => {
      if (typeof id !== 'number') throw badPart(`${place}.special_tokens.${name}.ids`, 'whole numbers', id);
      return id;
    });
  });
  return (ids) => parts.flatMap((item) => item ?? ids);
}
