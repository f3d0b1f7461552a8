/** POST /actions/upload: fields and files of a multipart form. */
export default defineAction({ methods: ['POST'] }, (req) => {
  const { title, file } = req.body;
  return { title, name: file.name, type: file.type, size: file.size };
});
