import { Paper, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Logo } from './Logo.js';

/** A page without navigation: sign-in, not found, failure. */
export function FullPage({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="full-page">
      <title>{`${title} · Toile`}</title>
      <main>
        <Logo />
        <Paper withBorder radius="lg" p="xl" bg="var(--toile-surface)">
          <Stack gap="md">
            <Title order={1} size="h2">
              {title}
            </Title>
            {children}
          </Stack>
        </Paper>
      </main>
    </div>
  );
}
