import { describe, expect, it } from 'vitest';
import type { Plot } from '../section.js';
import { barChart } from './bar-chart.js';

const bar = (label: string, value: number, isOurs = false) => ({ label, value, text: String(value), isOurs });
const plot = (values: readonly number[], isLogarithmic = false): Plot => ({
  file: 'x',
  title: 'A plot',
  isLogarithmic,
  bars: values.map((value) => bar(`row ${value}`, value)),
});
const widths = (svg: string) => [...svg.matchAll(/<rect [^>]*width="([^"]+)"/g)].map(([, width]) => Number(width));

describe('barChart', () => {
  it('draws bars in proportion to their values', () => {
    const [half = 0, whole = 0] = widths(barChart(plot([50, 100])));
    expect(half / whole).toBeCloseTo(0.5, 2);
  });

  it('draws visible bars in proportion to the logarithm of their values where isLogarithmic is set', () => {
    const [one = 0, ten = 0, hundred = 0] = widths(barChart(plot([1, 10, 100], true)));
    expect(one).toBeGreaterThan(0);
    expect(hundred - ten).toBeCloseTo(ten - one, 0);
  });

  it('draws no bar for a value below zero or not measured', () => {
    expect(widths(barChart(plot([-5, Number.NaN, 10]))).slice(0, 2)).toEqual([0, 0]);
  });

  it('escapes titles and labels', () => {
    const svg = barChart({ file: 'x', title: 'a < b & "c"', bars: [bar('<script>', 1)] });
    expect(svg).not.toMatch(/<script>|a < b|"c"/);
  });

  it('marks ours and has colours for a dark scheme', () => {
    const svg = barChart({ file: 'x', title: 't', bars: [bar('ours', 1, true), bar('theirs', 2)] });
    expect(svg.match(/<rect class="ours"/g)).toHaveLength(1);
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
  });
});
