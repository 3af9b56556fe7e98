import type { Templates } from '../templates/read-templates.js';

/** What happens at the end of a synthesis, in this order, after every aspect and override. */
const NAMES = ['grants', 'resources', 'rotations', 'descriptor', 'check', 'reach', 'guard', 'report', 'notes'] as const;

export type StepName = (typeof NAMES)[number];

/** Throws what is to stop the synthesis. */
export type FinalStep = (templates: Templates) => void;

export interface FinalSteps {
  add(name: StepName, step: FinalStep): void;
  /** Runs all of them, and gives what they threw: a refusal keeps no warning and no report from being written. */
  run(templates: Templates): readonly unknown[];
}

export function finalSteps(): FinalSteps {
  const steps: { readonly name: StepName; readonly step: FinalStep }[] = [];
  return {
    add: (name, step) => void steps.push({ name, step }),
    run: (templates) =>
      NAMES.flatMap((name) => steps.filter((each) => each.name === name)).flatMap(({ step }) => {
        try {
          step(templates);
          return [];
        } catch (error) {
          return [error];
        }
      }),
  };
}
