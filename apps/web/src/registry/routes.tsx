import { Navigate, type RouteObject } from 'react-router';

/** The pages of the registry, each loaded when first opened. */
export const registryRoute: RouteObject = {
  path: 'registry',
  lazy: async () => ({ Component: (await import('./RegistryPage.tsx')).RegistryPage }),
  children: [
    { index: true, element: <Navigate to="/registry/audit" replace /> },
    {
      path: 'audit',
      lazy: async () => ({ Component: (await import('./audit/AuditPage.tsx')).AuditPage }),
    },
  ],
};
