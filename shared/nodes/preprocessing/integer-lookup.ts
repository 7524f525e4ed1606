import { defineNode } from '../../graph/define-node';
import { lookup } from './lookup';

/** Keras `IntegerLookup` with a mask token, computed before the model: where ids enter it. */
export const integerLookup = defineNode({
  ...lookup('integer', 'numbers'),
  kind: 'IntegerLookup',
  title: 'Integer lookup',
  letter: '#',
  keywords: ['category', 'column', 'numbers', 'ids', 'vocabulary', 'lookup', 'postcode'],
  doc: 'Takes a text as one whole number that names something, such as a postcode, and gives its place in a vocabulary learned from the training data. 0 is nothing, 1 an unknown number.',
  formula: '2 + place of the number in the vocabulary; 1 unknown, 0 nothing',
  source: 'Keras IntegerLookup',
});
