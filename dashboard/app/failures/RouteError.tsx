import { Button, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useRouteError } from 'react-router';
import { FullPage } from '../../ui/page/FullPage.js';
import { PageLoader } from '../../ui/page/PageLoader.js';
import { type PageFailure, pageFailure } from './page-failure.js';

const WORDS: Record<
  PageFailure,
  { readonly title: string; readonly advice: string; readonly button: string }
> = {
  UNREACHABLE: {
    title: 'The server cannot be reached',
    advice: 'Check your network and that Toile is running, then try again.',
    button: 'Try again',
  },
  UPGRADED: {
    title: 'Toile was upgraded',
    advice: 'The page you opened belongs to an earlier version. Load it again to go on.',
    button: 'Load again',
  },
  BROKEN: {
    title: 'This page could not be shown',
    advice: 'Loading it again often helps. If it does not, tell the person who runs Toile what you opened.',
    button: 'Load again',
  },
};

/** Shown when a page fails to draw or its code cannot be loaded; says which of the two, and why. */
export function RouteError() {
  const error = useRouteError();
  const [failure, setFailure] = useState<PageFailure | null>(null);
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    void pageFailure(error).then(setFailure);
  }, [error]);

  if (failure === null) return <PageLoader />;
  const { title, advice, button } = WORDS[failure];
  const tryAgain = async () => {
    setAsking(true);
    const now = await pageFailure(error);
    setAsking(false);
    if (now !== 'UNREACHABLE') window.location.reload(); // else a browser would show its own page instead of this one
  };
  return (
    <FullPage title={title}>
      <Text c="dimmed">{advice}</Text>
      <Button onClick={tryAgain} loading={asking}>
        {button}
      </Button>
    </FullPage>
  );
}
