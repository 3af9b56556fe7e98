import type { ColdStart, Scheme } from '../cold-start/measure-cold-starts.js';
import type { Start } from '../cold-start/start-once.js';
import { NO_OP } from '../peers.js';

/** The cold starts by handler, version of Node.js and scheme. */
export function figuresOfStarts(starts: readonly ColdStart[]) {
  const nodes = [...new Set(starts.map(({ node }) => node))].sort();
  const schemes = [...new Set(starts.map(({ scheme }) => scheme))];
  /** NaN where nothing was measured. */
  function figure(handler: string, node: string, scheme: Scheme, measure: keyof Start): number {
    const start = starts.find((each) => each.handler === handler && each.node === node && each.scheme === scheme);
    return start?.[measure] ?? Number.NaN;
  }
  return {
    nodes,
    schemes,
    /** What the plots show. */
    plotted: [nodes.find((node) => node.startsWith('22.')) ?? nodes[0] ?? '', schemes[0] ?? 'https'] as const,
    figure,
    overNoOp: (handler: string, node: string, scheme: Scheme, measure: keyof Start) =>
      figure(handler, node, scheme, measure) - figure(NO_OP, node, scheme, measure),
    /** A row's cells, one for each version of Node.js. */
    row: (title: string, cell: (node: string) => string) => [title, ...nodes.map(cell)],
    columns: ['', ...nodes.map((node) => `Node.js ${node}`)],
  };
}
