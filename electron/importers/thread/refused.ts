/** What is wrong with a file, in words: the thread's way of a StudioError. */
export class Refused extends Error {
  readonly expected: string;
  readonly received: string;

  constructor(expected: string, received: string, message = 'The file cannot be read as a saved model.') {
    super(message);
    this.expected = expected;
    this.received = received;
  }
}
