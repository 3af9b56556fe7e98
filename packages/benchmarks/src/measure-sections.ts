import type { BenchmarkContext } from './benchmark-context.js';
import { type ColdStart, measureColdStarts } from './cold-start/measure-cold-starts.js';
import type { Section } from './section.js';
import { bundleSizeSection, measureBundleSizes } from './sections/bundle-size.js';
import { callsSection, measureCalls } from './sections/calls.js';
import { coldStartSection } from './sections/cold-start.js';
import { hitsSection, measureHits } from './sections/hits.js';
import { measureHeaps, memorySection } from './sections/memory.js';
import { measureOutages, outageSection } from './sections/outage.js';

/** The parts of the comparison, in the order in which they are shown. */
export const SECTION_IDS = ['hits', 'calls', 'cold-start', 'bundle-size', 'memory', 'outage'] as const;
export type SectionId = (typeof SECTION_IDS)[number];

/** What is timed comes one after the other; nothing else of ours runs meanwhile. */
export async function measureSections(ids: readonly SectionId[], context: BenchmarkContext): Promise<Section[]> {
  let starts: readonly ColdStart[] | undefined;
  const coldStarts = async () => {
    starts ??= await measureColdStarts(context);
    return starts;
  };
  const measure: Readonly<Record<SectionId, () => Promise<Section>>> = {
    hits: async () => hitsSection(await measureHits(context)),
    calls: async () => callsSection(await measureCalls(context)),
    'cold-start': async () => coldStartSection(await coldStarts()),
    'bundle-size': async () => bundleSizeSection(await measureBundleSizes()),
    memory: async () => memorySection(await coldStarts(), await measureHeaps(context)),
    outage: async () => outageSection(await measureOutages(context)),
  };
  const sections: Section[] = [];
  for (const id of SECTION_IDS) {
    if (ids.includes(id)) sections.push(await measure[id]());
  }
  return sections;
}
