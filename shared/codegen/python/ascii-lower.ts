/** A–Z only, as Keras's TextVectorization does: `str.lower` would change É as well, which the vocabulary has as it stands. */
export const asciiLower = (text: string): string => `re.sub("[A-Z]+", lambda letters: letters[0].lower(), ${text})`;
