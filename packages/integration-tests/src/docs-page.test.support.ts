/** One `##` section of a page. */
export interface Section {
  readonly title: string;
  readonly text: string;
}

export function sectionsOf(page: string): readonly Section[] {
  return page
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const end = section.indexOf('\n');
      return { title: section.slice(0, end), text: section.slice(end) };
    });
}

/** Throws when the page has no such section. */
export function sectionOf(page: string, title: string): Section {
  const found = sectionsOf(page).find((section) => section.title === title);
  if (found === undefined) throw new Error(`no section "${title}"`);
  return found;
}

/** The code blocks of one language, in their order. */
export function blocksOf(text: string, language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, code = '']) => code);
}

/** The levels of the headings, and the blocks of commands without their comments. */
export function outlineOf(page: string): readonly string[] {
  const blocks = [...page.matchAll(/^```(sh|ts)\n([\s\S]*?)^```$/gm)].map(([, , code = '']) =>
    code.replaceAll(/ +#.*$/gm, ''),
  );
  const headings = [...page.replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/^(#+) /gm)].map(([, level = '']) => level);
  return [...headings, ...blocks];
}

/** A row of a table of permissions. */
export interface AccessRow {
  readonly action: string;
  /** A full ARN, or `*`. */
  readonly resource: string;
  /** What a service fills in when it uses a key for its caller. */
  readonly context: Readonly<Record<string, string>>;
  /** By the column's heading; one without a heading is prose. */
  readonly answers: Readonly<Record<string, 'allow' | 'deny'>>;
}

const ANSWERS = { allowed: 'allow', denied: 'deny' } as const;

/** The rows of every table that begins `| action | on |`. Throws when one is malformed. */
export function accessRows(text: string): readonly AccessRow[] {
  return text.split(/\n{2,}/).flatMap((block) => {
    const [head = '', , ...rows] = block.trim().split('\n');
    if (!head.startsWith('| action | on |')) return [];
    const columns = cellsOf(head).slice(2);
    return rows.flatMap((row) => {
      const [actions = '', on = '', ...answers] = cellsOf(row);
      if (answers.length !== columns.length) throw new Error(`${row} has not ${columns.length} cells more`);
      const place = placeOf(row, on);
      return codeIn(actions).map((action) => ({
        action,
        ...place,
        answers: Object.fromEntries(
          columns.flatMap((column, index) => (column === '' ? [] : [[column, answerOf(row, answers[index])]])),
        ),
      }));
    });
  });
}

function cellsOf(row: string): readonly string[] {
  return row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function codeIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, code]) => code ?? []);
}

/** A key may be followed by the service that uses it and by its encryption context. */
function placeOf(row: string, on: string): Pick<AccessRow, 'resource' | 'context'> {
  const [resource, service, arn, ...rest] = codeIn(on);
  if (resource === undefined || rest.length > 0) throw new Error(`${row} says no place`);
  if (service === undefined) return { resource: fullArn(resource), context: {} };
  if (arn === undefined) throw new Error(`${row} says no use`);
  const entry = arn.startsWith('parameter/') ? 'parameter_arn' : 'secretarn';
  const context = { 'kms:viaservice': service, [`kms:encryptioncontext:${entry}`]: fullArn(arn) };
  return { resource: fullArn(resource), context };
}

const SERVICES = { secret: 'secretsmanager', parameter: 'ssm', key: 'kms' };

function fullArn(text: string): string {
  if (text === '*' || text.startsWith('arn:')) return text;
  const service = Object.entries(SERVICES).find(([kind]) => new RegExp(`^${kind}[:/]`).test(text))?.[1];
  if (service === undefined) throw new Error(`${text} is no ARN`);
  return `arn:aws:${service}:us-east-1:123456789012:${text}`;
}

function answerOf(row: string, cell: string | undefined): 'allow' | 'deny' {
  if (cell === 'allowed' || cell === 'denied') return ANSWERS[cell];
  throw new Error(`${row} answers neither allowed nor denied`);
}
