import { Transform, type TransformCallback } from 'node:stream';

// A line that is longer is not kept until its end; a shorter rest of one may be a question that waits for its answer.
const LINE_LIMIT = 1_048_576;
const QUESTION_LIMIT = 1_024;
// More than any value is long, however it is escaped.
const KEPT = 524_288;

/** Finds values in output, and their beginnings. Texts are bytes in latin1. */
export interface OutputRedactor {
  readonly redact: (latin1: string) => string;
  /** Whether a value may begin in the text, and go on behind its end. */
  readonly mayGoOn: (latin1: string) => boolean;
}

/**
 * A stream that lets everything through but values, line by line. What has no line end yet is let through if no value may go on in what
 * follows; of a line of more than 1 MiB, what is before a place where no value stands.
 */
export function redactStream({ redact, mayGoOn }: OutputRedactor): Transform {
  let rest = '';
  const redacted = (latin1: string) => Buffer.from(redact(latin1), 'latin1');
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      const added = chunk.toString('latin1');
      const lineEnd = Math.max(added.lastIndexOf('\n'), added.lastIndexOf('\r')) + 1;
      const all = rest + added;
      let cut = lineEnd > 0 ? rest.length + lineEnd : 0;
      if (all.length - cut <= QUESTION_LIMIT && !mayGoOn(all.slice(cut))) cut = all.length;
      else if (all.length - cut > LINE_LIMIT) cut += harmlessCut(all.slice(cut), redact);
      rest = all.slice(cut);
      if (cut > 0) this.push(redacted(all.slice(0, cut)));
      done();
    },
    flush(done) {
      if (rest !== '') this.push(redacted(rest));
      done();
    },
  });
}

/** Where a text can be parted without parting a value; 0 where no such place is found. */
function harmlessCut(text: string, redact: (latin1: string) => string): number {
  const whole = redact(text);
  for (let cut = text.length - KEPT; cut > 0; cut -= 65_537) {
    if (redact(text.slice(0, cut)) + redact(text.slice(cut)) === whole) return cut;
  }
  return 0;
}
