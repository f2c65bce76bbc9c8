/** A page of the guide as the build makes it of Markdown: see `scripts/guidePages.ts`. */
declare module '*.md' {
  const page: { title: string; html: string };
  export default page;
}
