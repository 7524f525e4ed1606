/** What turns one word into ids: the model of a tokenizer. */
export interface TokenModel {
  /** @throws StudioError where the word has no ids and there is no token for the unknown */
  encode(word: string): readonly number[];
}
