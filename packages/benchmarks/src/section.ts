/** One target of the comparison, and what was measured. */
export interface Verdict {
  readonly what: string;
  readonly target: string;
  readonly measured: string;
  readonly isMet: boolean;
}

export interface Table {
  readonly title: string;
  /** The first column names the row. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** How the value is written beside the bar. */
  readonly text: string;
  readonly isOurs: boolean;
}

export interface Plot {
  /** Without extension. */
  readonly file: string;
  readonly title: string;
  readonly bars: readonly Bar[];
  /** Bars grow with the logarithm, where the values are orders of magnitude apart. @default false */
  readonly isLogarithmic?: boolean;
}

/** One part of the comparison, measured and ready to be shown. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly tables: readonly Table[];
  readonly verdicts: readonly Verdict[];
  /** What one must know to read the numbers. */
  readonly notes: readonly string[];
  readonly plots: readonly Plot[];
  /** The numbers themselves, for machines. */
  readonly data: unknown;
}
