import { defineNode } from '../../graph/define-node';
import { lookup } from './lookup';

/** Keras `StringLookup` with a mask token of `''`, computed before the model: where ids enter it. */
export const stringLookup = defineNode({
  ...lookup('whole', 'words'),
  kind: 'StringLookup',
  title: 'String lookup',
  letter: 'S',
  keywords: ['category', 'column', 'words', 'ids', 'vocabulary', 'lookup'],
  doc: 'Takes a text as one word, a colour or a city, and gives its number in a vocabulary learned from the training data. 0 is nothing, 1 an unknown word.',
  formula: '2 + place of the word in the vocabulary; 1 unknown, 0 nothing',
  source: 'Keras StringLookup, mask_token=""',
});
