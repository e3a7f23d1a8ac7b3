export { parseDeepExactJson, parseExactJson } from './exact-json.js';
export { plainDecimal } from './plain-decimal.js';
export { type JsonPath, repeatedNames } from './repeated-names.js';
