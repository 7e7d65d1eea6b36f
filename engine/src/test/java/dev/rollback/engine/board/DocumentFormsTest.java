package dev.rollback.engine.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.api.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever form a document has, it is written again as it was. */
class DocumentFormsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'tasks':[]}",
                "{'meta':{'a':1.0,'b':[]},'tasks':[],'version':2}",
                "{'tasks':[{'id':1,'title':'a','status':'pending','dependencies':[],'subtasks':[]}],'meta':{'n':1}}",
                "{'master':{'tasks':[],'metadata':{'z':1,'a':2}}}",
                "{'master':{}}",
                "{'note':'x','feature':{'tasks':[{'id':1}]},'n':5,'master':{'meta':1,'tasks':[{'id':1}]},'z':[]}",
                "{'tasks':{'tasks':[{'id':1,'title':'in a tag named tasks'}]}}",
                "{'a/b #%':{'tasks':[{'id':1}]},'':{'tasks':[{'id':1}]},'@x':{'tasks':[{'id':'@y'}]}}",
                "{'meta':{'only':'this'}}",
                "{'tasks':[{'status':'done','id':'1','extra':{'k':{'z':1,'a':null}},'title':'order'}]}",
                "{'tasks':[{'id':1,'subtasks':[{'id':1},{'id':2,'subtasks':[{'id':1,'dependencies':['1.1']}]}],'title':'t'}]}",
                "{'tasks':[{'id':1,'title':5,'status':null,'dependencies':null,'subtasks':null}]}",
                "{'tasks':[{'id':1,'title':null,'status':7,'dependencies':'2','subtasks':{'a':1}}]}",
                "{'tasks':[{'id':1,'dependencies':[null]},{'id':2,'dependencies':[[1]]},{'id':3,'dependencies':[1,1,'1']}]}",
                "{'tasks':[{'id':1,'title':'','status':'','priority':null}]}",
                "{'tasks':[{'id':7.0},{'id':7},{'id':'7'},{'id':7.10}]}",
                "{'tasks':[{'id':' a '},{'id':'b\\tc'},{'id':'d/e#f%g'},{'id':'@h'},{'id':'\u00fc \u4e2d'}]}",
                "{'tasks':[{'id':1,'data':{'title':'x'},'file':1,'keys':[1],'tag':'t'}]}"
            })
    void a_document_is_written_again_as_it_was(String sample) {
        Json document = Json.parse(sample.replace('\'', '"'));
        TaskMasterDocument read = DocumentReading.read(document);
        assertThat(DocumentWriting.write(read).text()).isEqualTo(document.text());
        Map<String, Json> bases = new LinkedHashMap<>();
        for (String tag : read.boards()) {
            bases.put(tag, Json.parse(String.valueOf(read.base(tag))));
        }
        assertThat(DocumentWriting.write(TaskMasterDocument.ofBases(bases)).text())
                .isEqualTo(document.text());
    }
}
