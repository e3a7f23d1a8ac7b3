import { cruise, format } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';

/**
 * Checks all imports by the table of `.dependency-cruiser.cjs`, and that no two sibling folders import each
 * other, with all that lies beneath them: dependency-cruiser knows cycles of files, and of folders without what is
 * beneath. One of the two folders has to be the lower one.
 */
const FOLDERS = ['server', 'dashboard', 'migrations', 'experiments', 'tests'];

const options = await extractOptions('./.dependency-cruiser.cjs');
const tsConfig = extractTsConfig('./tsconfig.json');
const { output: result } = await cruise(FOLDERS, options, undefined, { tsConfig });
const { output, exitCode } = await format(result, { outputType: 'err', ruleSet: options.ruleSet });
process.stdout.write(output);

const pairs = mutualFolders(result.modules);
for (const { name, imports } of pairs)
  process.stdout.write(
    `  error mutual-folders: ${name}\n${imports.map((line) => `      ${line}\n`).join('')}`,
  );
process.exitCode = exitCode + pairs.length > 0 ? 1 : 0;

/** Folders that import each other, each pair with the imports of the side that has fewer. */
function mutualFolders(modules) {
  const imports = new Map();
  for (const { source, dependencies } of modules)
    for (const { resolved } of dependencies) note(imports, source, resolved);
  return [...imports].flatMap(([edge, there]) => {
    const [a, b] = edge.split(' -> ');
    const back = imports.get(`${b} -> ${a}`);
    if (a > b || !back) return [];
    return [{ name: `${a} <-> ${b}`, imports: there.length < back.length ? there : back }];
  });
}

/** Notes an import under the two sibling folders in which its ends lie; under none if one lies above the other. */
function note(imports, source, resolved) {
  const [from, to] = [source, resolved].map((path) => path.split('/').slice(0, -1));
  const level = from.findIndex((name, i) => name !== to[i]);
  if (level < 1 || to.length <= level) return;
  const edge = [from, to].map((names) => names.slice(0, level + 1).join('/')).join(' -> ');
  imports.set(edge, [...(imports.get(edge) ?? []), `${source} -> ${resolved}`]);
}
