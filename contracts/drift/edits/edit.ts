/** One change to one file that settles something that has moved. */
export interface Edit {
  /** `source`: from the top of this project; `recording`: from the folder of the recordings. */
  readonly of: 'source' | 'recording';
  readonly file: string;
  /** What to do, in words, for who has not the file at hand. */
  readonly words: string;
  /** The file's text after the change; undefined when it is not as expected. */
  readonly change: (text: string) => string | undefined;
}
