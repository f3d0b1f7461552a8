// The types of files that are imported. Written by titan: what is changed here is lost.

// Files that an import puts into the bundle as text.
declare module '*.txt' {
  const text: string;
  export default text;
}
declare module '*.sql' {
  const text: string;
  export default text;
}
declare module '*.html' {
  const text: string;
  export default text;
}
declare module '*.md' {
  const text: string;
  export default text;
}
declare module '*.css' {
  const text: string;
  export default text;
}
declare module '*.svg' {
  const text: string;
  export default text;
}
declare module '*.xml' {
  const text: string;
  export default text;
}
declare module '*.csv' {
  const text: string;
  export default text;
}
declare module '*.graphql' {
  const text: string;
  export default text;
}
declare module '*.gql' {
  const text: string;
  export default text;
}
declare module '*.yaml' {
  const text: string;
  export default text;
}
declare module '*.yml' {
  const text: string;
  export default text;
}
declare module '*.toml' {
  const text: string;
  export default text;
}

// Files that an import puts into the bundle as bytes.
declare module '*.wasm' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module '*.bin' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module '*.png' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module '*.jpg' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module '*.jpeg' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module '*.gif' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module '*.webp' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module '*.ico' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module '*.pdf' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module '*.woff' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module '*.woff2' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module '*.ttf' {
  const bytes: Uint8Array;
  export default bytes;
}
