declare module 'opencc-js/dict/TSCharacters' {
  /** pairs "traditional simplified[ simplified…]" joined by "|" */
  const pairs: string
  export default pairs
}
