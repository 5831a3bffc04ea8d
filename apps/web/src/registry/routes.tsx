import { Navigate, type RouteObject } from 'react-router';

/** The pages of the registry, each loaded when first opened. */
export const registryRoute: RouteObject = {
  path: 'registry',
  lazy: async () => ({ Component: (await import('./RegistryPage.tsx')).RegistryPage }),
  children: [
    { index: true, element: <Navigate to="/registry/cohorts" replace /> },
    {
      path: 'cohorts',
      lazy: async () => ({ Component: (await import('./cohorts/CohortsPage.tsx')).CohortsPage }),
    },
    {
      path: 'cohorts/new',
      lazy: async () => ({ Component: (await import('./cohorts/CohortPage.tsx')).NewCohortPage }),
    },
    {
      path: 'cohorts/:name',
      lazy: async () => ({ Component: (await import('./cohorts/CohortPage.tsx')).CohortPage }),
    },
    {
      path: 'cohorts/:name/paper',
      lazy: async () => ({ Component: (await import('./cohorts/PaperPage.tsx')).CohortPaperPage }),
    },
    {
      path: 'frozen/:hash',
      lazy: async () => ({ Component: (await import('./cohorts/PaperPage.tsx')).FrozenPaperPage }),
    },
    {
      path: 'readers',
      lazy: async () => ({ Component: (await import('./readers/StudiesPage.tsx')).StudiesPage }),
    },
    {
      path: 'readers/:name',
      lazy: async () => ({ Component: (await import('./readers/StudyPage.tsx')).StudyPage }),
    },
    {
      path: 'readers/:name/read/:round/:id',
      lazy: async () => ({ Component: (await import('./readers/ReadingPage.tsx')).ReadingPage }),
    },
    {
      path: 'cases/:id',
      lazy: async () => ({ Component: (await import('./case/CaseRecordPage.tsx')).CaseRecordPage }),
    },
    {
      path: 'import',
      lazy: async () => ({ Component: (await import('./imports/ImportPage.tsx')).ImportPage }),
    },
    {
      path: 'evidence',
      lazy: async () => ({ Component: (await import('./evidence/EvidencePage.tsx')).EvidencePage }),
    },
    {
      path: 'audit',
      lazy: async () => ({ Component: (await import('./audit/AuditPage.tsx')).AuditPage }),
    },
  ],
};
