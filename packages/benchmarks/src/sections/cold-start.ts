import { HAND_SIGNED, NO_OP, STARTED_HANDLERS } from '../bundle/measured-handlers.js';
import type { ColdStart, Scheme } from '../cold-start/measure-cold-starts.js';
import { OURS } from '../peers.js';
import { milliseconds, ratio } from '../report/quantities.js';
import type { Section, Table, Verdict } from '../section.js';

const HAND_SIGNED_LIMIT = 1.4;
const sdkLimit = (node: string) => (Number.parseInt(node, 10) < 22 ? 0.65 : 0.45);
type Measure = 'milliseconds' | 'cpu';
const READERS = STARTED_HANDLERS.filter(({ id }) => id !== NO_OP);

export function coldStartSection(starts: readonly ColdStart[]): Section {
  const nodes = [...new Set(starts.map(({ node }) => node))].sort();
  const schemes = [...new Set(starts.map(({ scheme }) => scheme))];
  const [scheme = 'https'] = schemes;
  const plotted = nodes.find((node) => node.startsWith('22.')) ?? nodes[0] ?? '';
  return {
    id: 'cold-start',
    title: 'Cold start to the first secret',
    tables: schemes.flatMap((each) => [
      table(each, 'milliseconds', `Over ${each}: times the best bundled SDK, and milliseconds over the no-op`),
      table(each, 'cpu', `Over ${each}, processor time of all threads: the same`),
    ]),
    verdicts: schemes.flatMap((each) =>
      nodes.flatMap((node) => [againstSdk(node, each), againstHandSigned(node, each)]),
    ),
    notes: [
      'From the spawn of the process to the first secret in the handler, less the same for a handler that reads nothing. Every bundle is as Amplify makes it, with its banner and shim.',
      'Over https there is one TLS handshake with an elliptic-curve certificate on loopback, some 50 ms of wall time that the floor pays too: its own ratio is the least that can be had. AWS is reached over https, so that is the honest number; over http neither pays for TLS, and node:http is loaded by process.getBuiltinModule in ours and by the SDK in its own way.',
      'Processor time does not depend on what else the machine does, and on Lambda, where a small function has a fraction of a processor, it is most of the wait.',
      "Lambda's own start has loaded some of Node.js before the handler, and has a fraction of a processor at small memory sizes: read the ratios.",
      'All requests are signed and verified. The network to AWS is not in the numbers; it is the same for all.',
    ],
    plots: [
      {
        file: 'cold-start',
        title: `Cold start to the first secret over a no-op, Node.js ${plotted}, ${scheme} (milliseconds)`,
        bars: READERS.map(({ id, title }) => {
          const value = costOf(id, plotted, scheme);
          return { label: title, value, text: milliseconds(value), isOurs: id === OURS };
        }),
      },
    ],
    data: starts,
  };

  function timeOf(handler: string, node: string, over: Scheme, measure: Measure = 'milliseconds'): number {
    const start = starts.find((each) => each.handler === handler && each.node === node && each.scheme === over);
    return start?.[measure] ?? Number.NaN;
  }

  function costOf(handler: string, node: string, over: Scheme, measure?: Measure): number {
    return timeOf(handler, node, over, measure) - timeOf(NO_OP, node, over, measure);
  }

  function bestSdk(node: string, over: Scheme, measure?: Measure): number {
    const others = READERS.filter(({ id }) => id !== OURS && id !== HAND_SIGNED);
    return Math.min(...others.map(({ id }) => costOf(id, node, over, measure)).filter(Number.isFinite));
  }

  function againstBest(handler: string, node: string, over: Scheme, measure?: Measure): number {
    return costOf(handler, node, over, measure) / bestSdk(node, over, measure);
  }

  function table(over: Scheme, measure: Measure, title: string): Table {
    return {
      title,
      columns: ['', ...nodes.map((node) => `Node.js ${node}`)],
      rows: [
        ...READERS.map(({ id, title }) => [
          title,
          ...nodes.map((node) => {
            const cost = costOf(id, node, over, measure);
            return `${ratio(againstBest(id, node, over, measure))} · ${milliseconds(cost)}`;
          }),
        ]),
        ['the no-op itself', ...nodes.map((node) => milliseconds(timeOf(NO_OP, node, over, measure)))],
      ],
    };
  }

  function againstSdk(node: string, over: Scheme): Verdict {
    const value = againstBest(OURS, node, over);
    const shown = (handler: string, measure?: Measure) => ratio(againstBest(handler, node, over, measure));
    return {
      what: `Cold start against the best bundled SDK, Node.js ${node}, ${over}`,
      target: `at most ${ratio(sdkLimit(node))}`,
      measured: `${ratio(value)}, floor ${shown(HAND_SIGNED)} (processor time ${shown(OURS, 'cpu')}, floor ${shown(HAND_SIGNED, 'cpu')})`,
      isMet: value <= sdkLimit(node),
    };
  }

  function againstHandSigned(node: string, over: Scheme): Verdict {
    const value = costOf(OURS, node, over) / costOf(HAND_SIGNED, node, over);
    return {
      what: `Cold start against the hand-signed floor, Node.js ${node}, ${over}`,
      target: `at most ${ratio(HAND_SIGNED_LIMIT)}`,
      measured: `${ratio(value)} (processor time ${ratio(costOf(OURS, node, over, 'cpu') / costOf(HAND_SIGNED, node, over, 'cpu'))})`,
      isMet: value <= HAND_SIGNED_LIMIT,
    };
  }
}
