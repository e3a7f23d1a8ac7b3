/** One line of the report. */
export interface Line {
  readonly what: string;
  readonly measured: string;
  /** What bounds it, measured in the same run, and how far we are from it. */
  readonly limit?: string;
  readonly ratio?: string;
  readonly aim?: string;
}

/** The outcome of one benchmark. */
export interface Finding {
  /** What was measured on: sizes, runs. */
  readonly sizes: string;
  readonly lines: readonly Line[];
}

export const ms = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

export const seconds = (valueMs: number) => `${(valueMs / 1000).toFixed(2)} s`;

export const perSecond = (value: number, unit: string) => `${thousands(value)} ${unit}/s`;

export const thousands = (value: number) => Math.round(value).toLocaleString('en-US');

/** "aim (met)" or "aim (missed by a factor of 1.3)". */
export function aimBelow(limit: number, measured: number, text: string): string {
  return `${text} (${measured < limit ? 'met' : `missed, ${(measured / limit).toFixed(1)} times as long`})`;
}

export function aimAbove(limit: number, measured: number, text: string): string {
  return `${text} (${measured >= limit ? 'met' : 'missed'})`;
}

/** A Markdown table of all lines, with the sizes below. */
export function toMarkdown(findings: readonly Finding[]): string {
  const rows = findings.flatMap(({ lines }) =>
    lines.map(({ what, measured, limit = '', ratio = '', aim = '' }) =>
      [what, measured, limit, ratio, aim].join(' | '),
    ),
  );
  const head = ['What | Measured | Limit in the same run | Ratio | Aim', '--- | --- | --- | --- | ---'];
  const table = [...head, ...rows].map((row) => `| ${row} |`).join('\n');
  return `${table}\n\n${findings.map(({ sizes }) => `- ${sizes}`).join('\n')}`;
}
