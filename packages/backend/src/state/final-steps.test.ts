import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { readTemplates } from '../templates/read-templates.js';
import { finalSteps } from './final-steps.js';

const templates = readTemplates(new App(), []);

describe('finalSteps', () => {
  it('runs the steps in their fixed order, those of one place as they were added', () => {
    const steps = finalSteps();
    const ran: string[] = [];
    for (const place of ['notes', 'guard', 'check', 'resources', 'grants', 'report', 'reach', 'descriptor'] as const) {
      steps.add(place, () => ran.push(place));
    }
    steps.add('grants', () => ran.push('grants again'));
    expect(steps.run(templates)).toEqual([]);
    expect(ran).toEqual([
      'grants',
      'grants again',
      'resources',
      'descriptor',
      'check',
      'reach',
      'guard',
      'report',
      'notes',
    ]);
  });

  it('runs every step though one throws, and returns what was thrown', () => {
    const steps = finalSteps();
    const ran: string[] = [];
    const [lost, found] = [new Error('lost'), new Error('found')];
    steps.add('guard', () => {
      throw found;
    });
    steps.add('grants', () => {
      throw lost;
    });
    steps.add('notes', () => ran.push('notes'));
    expect(steps.run(templates)).toEqual([lost, found]);
    expect(ran).toEqual(['notes']);
  });
});
