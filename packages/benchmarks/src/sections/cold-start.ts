import type { ColdStart, Scheme } from '../cold-start/measure-cold-starts.js';
import { HAND_SIGNED, NO_OP, OURS, READING_HANDLERS } from '../peers.js';
import { milliseconds, ratio } from '../report/quantities.js';
import type { Section, Table, Verdict } from '../section.js';
import { figuresOfStarts } from './figures-of-starts.js';

const HAND_SIGNED_LIMIT = 1.4;
const sdkLimit = (node: string) => (Number.parseInt(node, 10) < 22 ? 0.65 : 0.45);
type Measure = 'milliseconds' | 'cpu';

export function coldStartSection(starts: readonly ColdStart[]): Section {
  const { nodes, schemes, plotted, figure, overNoOp, row, columns } = figuresOfStarts(starts);
  const [plottedNode, plottedScheme] = plotted;
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
      'From the start of the process to the first secret in the handler, less the same time for a handler that reads nothing. Every bundle is as Amplify builds it, with its banner and shim.',
      "Over https there is one TLS handshake with an elliptic-curve certificate on loopback, about 50 ms of wall time that the floor needs too: the floor's own ratio is the lowest possible. AWS is reached over https, so this is the number that counts. Over http none of them needs TLS, and node:http is loaded by process.getBuiltinModule in ours and by the SDK in its own way.",
      'Processor time does not depend on what else the machine does, and on Lambda, where a small function gets a fraction of a processor, it is most of the wait.',
      'Lambda has loaded parts of Node.js before the handler starts, and gives small functions a fraction of a processor: look at the ratios.',
      'All requests are signed and verified. The network to AWS is not included; it is the same for all.',
    ],
    plots: [
      {
        file: 'cold-start',
        title: `Cold start to the first secret over a no-op, Node.js ${plottedNode}, ${plottedScheme} (milliseconds)`,
        bars: READING_HANDLERS.map(({ id, title }) => {
          const value = overNoOp(id, plottedNode, plottedScheme, 'milliseconds');
          return { label: title, value, text: milliseconds(value), isOurs: id === OURS };
        }),
      },
    ],
    data: starts,
  };

  function againstBest(handler: string, node: string, over: Scheme, measure: Measure = 'milliseconds'): number {
    const others = READING_HANDLERS.filter(({ id }) => id !== OURS && id !== HAND_SIGNED);
    const costs = others.map(({ id }) => overNoOp(id, node, over, measure));
    return overNoOp(handler, node, over, measure) / Math.min(...costs.filter(Number.isFinite));
  }

  function table(over: Scheme, measure: Measure, title: string): Table {
    const cell = (id: string, node: string) =>
      `${ratio(againstBest(id, node, over, measure))} · ${milliseconds(overNoOp(id, node, over, measure))}`;
    return {
      title,
      columns,
      rows: [
        ...READING_HANDLERS.map(({ id, title: name }) => row(name, (node) => cell(id, node))),
        row('the no-op itself', (node) => milliseconds(figure(NO_OP, node, over, measure))),
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
    const times = (measure: Measure) =>
      overNoOp(OURS, node, over, measure) / overNoOp(HAND_SIGNED, node, over, measure);
    return {
      what: `Cold start against the hand-signed floor, Node.js ${node}, ${over}`,
      target: `at most ${ratio(HAND_SIGNED_LIMIT)}`,
      measured: `${ratio(times('milliseconds'))} (processor time ${ratio(times('cpu'))})`,
      isMet: times('milliseconds') <= HAND_SIGNED_LIMIT,
    };
  }
}
