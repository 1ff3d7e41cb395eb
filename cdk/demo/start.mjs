await import('../local/guard.mjs')
process.env.TZ = 'UTC'
await import('./main.ts')
