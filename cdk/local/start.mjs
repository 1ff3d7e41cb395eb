// Plain JavaScript, because an old Node cannot even read the rest.
const [major] = process.versions.node.split('.').map(Number)
if (major < 24) {
  console.error(`This needs Node 24, which \`npm ci\` brings along; found ${process.version}.
  → It was probably installed without install scripts. Run: npm ci --ignore-scripts=false
    or, where npm asks for it: npm rebuild node esbuild`)
  process.exit(1)
}
process.env.TZ = 'UTC'
await import('./main.ts')
