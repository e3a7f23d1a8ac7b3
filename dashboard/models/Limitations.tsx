import { Alert, List, Text } from '@mantine/core';
import type { VersionNameFragment } from '../generated/graphql.js';

/** What is known to be wrong with some versions; nothing where nothing is known. */
export function Limitations({ versions }: { readonly versions: readonly VersionNameFragment[] }) {
  const flawed = versions.filter(({ limitations }) => limitations.length > 0);
  if (flawed.length === 0) return null;
  return (
    <Alert color="ochre" title="Known limitations" role="note">
      <List spacing={4} size="sm" maw="88ch">
        {flawed.flatMap(({ id, name, limitations }) =>
          limitations.map((sentence) => (
            <List.Item key={`${id} ${sentence}`}>
              <Text span fw={550} inherit>
                {name}:
              </Text>{' '}
              {sentence}
            </List.Item>
          )),
        )}
      </List>
    </Alert>
  );
}
