import type { Templates } from '../templates/read-templates.js';

/** What happens at the end of a synthesis, in this order, after every aspect and override. */
const PLACES = ['grants', 'descriptor', 'check', 'reach', 'guard', 'report', 'notes'] as const;

export type Place = (typeof PLACES)[number];

/** Throws what is to stop the synthesis. */
export type FinalStep = (templates: Templates) => void;

export interface FinalSteps {
  add(place: Place, step: FinalStep): void;
  /** Runs all of them, and gives what they threw: a refusal keeps no warning and no report from being written. */
  run(templates: Templates): readonly unknown[];
}

export function finalSteps(): FinalSteps {
  const steps: { readonly place: Place; readonly step: FinalStep }[] = [];
  return {
    add: (place, step) => void steps.push({ place, step }),
    run: (templates) =>
      PLACES.flatMap((place) => steps.filter((each) => each.place === place)).flatMap(({ step }) => {
        try {
          step(templates);
          return [];
        } catch (error) {
          return [error];
        }
      }),
  };
}
