import { type Environment, textOf } from './read-config.js';
import { type Setting, settings } from './settings.js';

const WIDTH = 96;

/** Every setting with its value, default and meaning, to be read by people; secrets are only said to be set. */
export function describeConfig(environment: Environment): string {
  return Object.values<Setting<unknown>>(settings)
    .map((setting) => describe(setting, environment))
    .join('\n\n');
}

function describe(setting: Setting<unknown>, environment: Environment): string {
  const isDefault = !environment[setting.name]?.trim();
  const value = textOf(setting, environment);
  const shown = value === undefined ? '(not set)' : setting.secret ? '(set, not shown)' : value;
  const origin = isDefault
    ? value === undefined
      ? ''
      : '  (default)'
    : `  (default: ${setting.default ?? 'not set'})`;
  const meaning = wrap(`${setting.meaning} Allowed: ${setting.allowed}.`);
  return [`${setting.name}=${shown}${origin}`, ...meaning.map((line) => `    ${line}`)].join('\n');
}

function wrap(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (line.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line;
  }
  return lines;
}
