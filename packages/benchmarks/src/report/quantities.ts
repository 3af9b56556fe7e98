const grouped = (value: number, digits = 0) =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** `1.08×` */
export const ratio = (value: number): string => `${grouped(value, 2)}×`;

export const nanoseconds = (value: number): string => `${grouped(value)} ns`;

export const milliseconds = (value: number): string => `${grouped(value, value < 100 ? 1 : 0)} ms`;

export const kilobytes = (bytes: number): string => `${grouped(bytes / 1_000, 1)} kB`;

export const mebibytes = (bytes: number): string => `${grouped(bytes / 2 ** 20, 1)} MiB`;

export const kibibytes = (bytes: number): string => `${grouped(bytes / 2 ** 10, 2)} KiB`;
