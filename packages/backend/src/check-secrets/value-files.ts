import { shellLine } from '@amplify-secrets/runtime/contract';
import type { RequiredSecret } from './required-secrets.js';

const TYPES = { json: 'json', text: 'txt', binary: 'bin' };

/** A file for the value of each secret, of letters, digits and `_.-`: `stripe.json`. No two are the same, and none begins with a hyphen. */
export function fileNames(secrets: readonly RequiredSecret[]): ReadonlyMap<RequiredSecret, string> {
  const used = new Set<string>();
  return new Map(
    secrets.map((secret) => {
      const { name, kind } = secret;
      const leaf = name.slice(name.lastIndexOf('/') + 1);
      const stem = leaf.replace(/[^\w.-]+/g, '-').replace(/^[-.]+/, '') || 'secret';
      let unique = stem;
      // File names of Windows and macOS are case-insensitive.
      for (let count = 2; used.has(unique.toLowerCase()); count++) unique = `${stem}-${count}`;
      used.add(unique.toLowerCase());
      return [secret, `${unique}.${TYPES[kind ?? 'text']}`];
    }),
  );
}

/**
 * The command that removes what editors and shells write around a value: line ends, spaces, a byte order mark, UTF-16 of PowerShell 5. It
 * has no character that bash, zsh, sh, PowerShell or cmd would replace within double quotes.
 */
export function trimLine(files: readonly string[]): string {
  const program =
    "for (const f of process.argv.slice(1)) { const b = fs.readFileSync(f); fs.writeFileSync(f, new TextDecoder(b[0] === 255 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(b).trim()) }";
  return [`node -e "${program}"`, ...files.map((file) => shellLine`${file}`)].join(' ');
}
